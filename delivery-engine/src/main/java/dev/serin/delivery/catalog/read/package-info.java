/** Makes the catalogue of a commit from its build files and descriptions. */
@NullMarked
package dev.serin.delivery.catalog.read;

import org.jspecify.annotations.NullMarked;
