package dev.tocsin.platform.limit;

/**
 * What is counted together.
 *
 * @param name unique in the installation, for example {@code notification:channel:<id>}
 */
public record Bucket(String name, Rate rate) {}
