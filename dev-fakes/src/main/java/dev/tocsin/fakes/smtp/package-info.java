/**
 * A mail server that takes everything it finds well-formed and shows it in the inbox: plain, with
 * STARTTLS and with TLS from the start, AUTH when wanted, as strict as the large receivers are.
 * {@link dev.tocsin.fakes.smtp.FakeSmtp} is the face. Source of the rules: RFC 5321, 5322, 2045,
 * 6152 (8BITMIME), 6531 (SMTPUTF8), 4954 (AUTH), 3207 (STARTTLS).
 */
@NullMarked
package dev.tocsin.fakes.smtp;

import org.jspecify.annotations.NullMarked;
