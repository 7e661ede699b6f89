/**
 * A workspace that behaves like Slack towards an app: the Web API under {@code /slack/api/}, as
 * strict as the real one, and people who press buttons, which sends the app a signed interaction.
 * {@link dev.tocsin.fakes.slack.FakeSlack} is the face; what apps post goes to the inbox. Source of
 * the rules: the method and interactivity reference at docs.slack.dev.
 */
@NullMarked
package dev.tocsin.fakes.slack;

import org.jspecify.annotations.NullMarked;
