package dev.tocsin.fakes.slack;

/**
 * A member of the workspace.
 *
 * @param id {@code U…}
 * @param name the handle
 */
public record SlackUser(String id, String name, String realName, String email) {}
