/** Keeps the catalogues of commits between runs, so that they need not be read again. */
@NullMarked
package dev.serin.delivery.catalog.known;

import org.jspecify.annotations.NullMarked;
