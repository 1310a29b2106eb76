/** Reads untrusted YAML strictly, with the place of every problem. */
@NullMarked
package dev.serin.delivery.catalog.yaml;

import org.jspecify.annotations.NullMarked;
