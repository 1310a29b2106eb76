/** Writing, locking and deleting files so that nobody ever sees half of a change. */
@NullMarked
package dev.serin.delivery.files;

import org.jspecify.annotations.NullMarked;
