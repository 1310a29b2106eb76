/** The release file: which image each service of a commit has, and what failed. */
@NullMarked
package dev.serin.delivery.release;

import org.jspecify.annotations.NullMarked;
