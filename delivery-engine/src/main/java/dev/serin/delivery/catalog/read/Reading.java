package dev.serin.delivery.catalog.read;

import dev.serin.delivery.catalog.Catalog;
import dev.serin.delivery.catalog.project.Questions;

/**
 * A catalogue and all that it was read from.
 *
 * @param catalog the catalogue
 * @param questions what the commit was asked; the catalogue holds for every commit that gives the
 *     same answers
 */
public record Reading(Catalog catalog, Questions questions) {}
