/** Tests of the package of the same name. */
@NullMarked
package dev.serin.demo.view;

import org.jspecify.annotations.NullMarked;
