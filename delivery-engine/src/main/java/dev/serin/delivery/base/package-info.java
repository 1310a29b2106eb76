/** Base images: which one a runtime asks for, and where its content comes from. */
@NullMarked
package dev.serin.delivery.base;

import org.jspecify.annotations.NullMarked;
