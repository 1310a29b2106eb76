/** Tests of dev.serin.delivery.catalog.project. */
@NullMarked
package dev.serin.delivery.catalog.project;

import org.jspecify.annotations.NullMarked;
