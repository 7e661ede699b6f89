package dev.tocsin.notification.respond;

/**
 * What came of an answer.
 *
 * @param changed whether it took effect; false when somebody was earlier or it came too late
 * @param words the same for the person
 * @param title what the alert says, for the person to recognise it
 */
record AnswerResult(boolean changed, String words, String title) {}
