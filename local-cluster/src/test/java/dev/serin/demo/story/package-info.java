/** Tests of the package of the same name. */
@NullMarked
package dev.serin.demo.story;

import org.jspecify.annotations.NullMarked;
