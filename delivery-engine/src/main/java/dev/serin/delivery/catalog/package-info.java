/** Which services and libraries a commit holds, and what they depend on. */
@NullMarked
package dev.serin.delivery.catalog;

import org.jspecify.annotations.NullMarked;
