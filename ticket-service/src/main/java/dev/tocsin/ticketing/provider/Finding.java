package dev.tocsin.ticketing.provider;

/**
 * One thing that a trial of a provider looked at.
 *
 * @param check what, in one word
 * @param ok whether it is as it should be
 * @param message what was found, and what to do when it is not
 */
public record Finding(String check, boolean ok, String message) {}
