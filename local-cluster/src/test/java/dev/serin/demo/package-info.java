/** Tests of {@code serin demo}. */
@NullMarked
package dev.serin.demo;

import org.jspecify.annotations.NullMarked;
