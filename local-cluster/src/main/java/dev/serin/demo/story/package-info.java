/** The stories that the demo tells, as data: who pushes what, and how it should end. */
@NullMarked
package dev.serin.demo.story;

import org.jspecify.annotations.NullMarked;
