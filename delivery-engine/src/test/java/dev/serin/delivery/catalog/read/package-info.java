/** Tests of dev.serin.delivery.catalog.read. */
@NullMarked
package dev.serin.delivery.catalog.read;

import org.jspecify.annotations.NullMarked;
