/** Tests of the package of the same name. */
@NullMarked
package dev.serin.demo.run;

import org.jspecify.annotations.NullMarked;
