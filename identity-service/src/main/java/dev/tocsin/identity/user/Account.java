package dev.tocsin.identity.user;

import dev.tocsin.proto.platform.v1.Role;
import java.util.UUID;

/**
 * What signing in needs to know of a person.
 *
 * @param passwordHash bcrypt hash, see {@code Passwords}
 * @param mustChangePassword whether the password is still the one-time password
 */
public record Account(
    UUID tenantId,
    UUID userId,
    Role role,
    boolean active,
    String passwordHash,
    boolean mustChangePassword) {}
