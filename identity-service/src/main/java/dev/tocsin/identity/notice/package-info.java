/**
 * What people should know though nobody is paged: shifts that changed hands, requests of
 * colleagues, time off that others entered. Comes in: a {@link dev.tocsin.identity.notice.Notice}
 * in the transaction of what it tells of, through {@link dev.tocsin.identity.notice.Notices}; goes
 * out: messages, by notification-service, to where each person wants notices.
 */
@NullMarked
package dev.tocsin.identity.notice;

import org.jspecify.annotations.NullMarked;
