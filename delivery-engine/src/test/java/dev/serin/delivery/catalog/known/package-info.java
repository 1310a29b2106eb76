/** Tests of catalogues that are kept. */
@NullMarked
package dev.serin.delivery.catalog.known;

import org.jspecify.annotations.NullMarked;
