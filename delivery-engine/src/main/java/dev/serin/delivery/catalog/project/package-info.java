/** What build files say: one reader for each toolchain. */
@NullMarked
package dev.serin.delivery.catalog.project;

import org.jspecify.annotations.NullMarked;
