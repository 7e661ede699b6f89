package dev.tocsin.ticketing.mapping;

/**
 * How one field of a ticket is made.
 *
 * @param field the provider's name for it
 * @param expression CEL over the keys of a template's context
 */
public record Mapping(String field, String expression) {}
