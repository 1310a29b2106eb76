/** Tests of the package of the same name. */
@NullMarked
package dev.serin.demo.report;

import org.jspecify.annotations.NullMarked;
