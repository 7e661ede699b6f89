/**
 * Twilio's Messages API: creates messages with the checks and error codes of the real thing,
 * reports on them by signed status callbacks, tells what a number is (Lookup), and sends a person's
 * reply as a signed incoming message. What was sent is in the inbox.
 */
@NullMarked
package dev.tocsin.fakes.twilio;

import org.jspecify.annotations.NullMarked;
