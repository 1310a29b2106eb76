/** Go modules, workspaces and packages as the catalogue sees them. */
@NullMarked
package dev.serin.delivery.catalog.project.go;

import org.jspecify.annotations.NullMarked;
