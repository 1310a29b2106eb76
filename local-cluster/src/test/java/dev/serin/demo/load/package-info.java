/** Tests of the package of the same name. */
@NullMarked
package dev.serin.demo.load;

import org.jspecify.annotations.NullMarked;
