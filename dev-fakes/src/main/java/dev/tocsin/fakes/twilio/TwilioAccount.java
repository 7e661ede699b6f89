package dev.tocsin.fakes.twilio;

/**
 * An account with one number.
 *
 * @param sid {@code AC} and 32 hexadecimal digits
 * @param authToken authenticates requests and signs webhooks
 * @param number the number that it may send from, in E.164
 * @param smsUrl where incoming messages go; empty for nowhere
 */
public record TwilioAccount(String sid, String authToken, String number, String smsUrl) {}
