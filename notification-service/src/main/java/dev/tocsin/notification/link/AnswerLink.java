package dev.tocsin.notification.link;

import java.time.Instant;
import java.util.UUID;

/**
 * What a link allows: to acknowledge or resolve this group as this person.
 *
 * @param user user id; empty when the page went to no person
 * @param delivery the delivery that carried it
 * @param expires until when
 */
public record AnswerLink(UUID tenant, String group, String user, UUID delivery, Instant expires) {}
