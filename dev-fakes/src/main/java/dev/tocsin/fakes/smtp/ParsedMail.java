package dev.tocsin.fakes.smtp;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A message as a mail program shows it.
 *
 * @param headers by name as written; a repeated one keeps each value, joined by a newline
 * @param text the first text/plain part, or empty
 * @param html the first text/html part, or empty
 */
record ParsedMail(
    String subject,
    String from,
    Map<String, String> headers,
    String text,
    String html,
    List<String> attachments) {
  private static final Session PLAIN = Session.getInstance(new Properties());

  /**
   * @throws MessagingException when it cannot be taken apart
   */
  static ParsedMail of(byte[] message) throws MessagingException, IOException {
    MimeMessage mail = new MimeMessage(PLAIN, new ByteArrayInputStream(message));
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : Collections.list(mail.getAllHeaders())) {
      headers.merge(header.getName(), decoded(header.getValue()), (a, b) -> a + "\n" + b);
    }
    Parts parts = new Parts();
    parts.walk(mail, 0);
    String subject = mail.getSubject();
    return new ParsedMail(
        subject == null ? "" : subject,
        headers.getOrDefault("From", ""),
        headers,
        parts.text == null ? "" : parts.text,
        parts.html == null ? "" : parts.html,
        List.copyOf(parts.attachments));
  }

  private static String decoded(String value) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(value));
    } catch (java.io.UnsupportedEncodingException unknown) {
      return value;
    }
  }

  /** Collects the parts that are shown. */
  private static final class Parts {
    private static final int DEEPEST = 20;

    @Nullable String text;
    @Nullable String html;
    final List<String> attachments = new ArrayList<>();

    void walk(MimePart part, int depth) throws MessagingException, IOException {
      if (part.isMimeType("multipart/*")) {
        MimeMultipart multipart = new MimeMultipart(new MimePartDataSource(part));
        if (depth >= DEEPEST) {
          throw new MessagingException("parts are nested deeper than " + DEEPEST);
        }
        for (int i = 0; i < multipart.getCount(); i++) {
          BodyPart child = multipart.getBodyPart(i);
          walk((MimePart) child, depth + 1);
        }
      } else if ("attachment".equalsIgnoreCase(part.getDisposition())) {
        attachments.add(String.valueOf(part.getFileName()));
      } else if (part.isMimeType("text/html") && html == null) {
        html = content(part);
      } else if (part.isMimeType("text/*") && text == null) {
        text = content(part);
      } else {
        attachments.add(part.getContentType());
      }
    }

    private static String content(MimePart part) throws MessagingException, IOException {
      byte[] bytes = new MimePartDataSource(part).getInputStream().readAllBytes();
      return new String(bytes, charset(part));
    }

    private static Charset charset(MimePart part) throws MessagingException {
      String named = new ContentType(part.getContentType()).getParameter("charset");
      if (named == null) {
        return StandardCharsets.UTF_8;
      }
      try {
        return Charset.forName(MimeUtility.javaCharset(named));
      } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
        return StandardCharsets.UTF_8;
      }
    }
  }
}
