/** What a file that the builds of several services read means to one of them. */
@NullMarked
package dev.serin.delivery.affected.shared;

import org.jspecify.annotations.NullMarked;
