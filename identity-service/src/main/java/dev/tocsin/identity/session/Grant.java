package dev.tocsin.identity.session;

import java.time.Duration;
import java.util.UUID;

/** What a person gets to call with. */
record Grant(
    String accessToken,
    Duration expiresIn,
    String refreshToken,
    UUID userId,
    UUID tenantId,
    boolean mustChangePassword) {}
