/** Tests of pushing to and reading from registries, most of them against one that misbehaves. */
@NullMarked
package dev.serin.delivery.registry;

import org.jspecify.annotations.NullMarked;
