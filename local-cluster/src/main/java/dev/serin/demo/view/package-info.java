/** What the demo shows: lines that stay, a block that is redrawn, and the texts in both. */
@NullMarked
package dev.serin.demo.view;

import org.jspecify.annotations.NullMarked;
