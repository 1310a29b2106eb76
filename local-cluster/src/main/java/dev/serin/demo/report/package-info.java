/** What came of the demo: as data, as a table and as JSON. */
@NullMarked
package dev.serin.demo.report;

import org.jspecify.annotations.NullMarked;
