package dev.tocsin.notification.render;

/**
 * How a value is made harmless in the place where a template puts it. Text of the template itself
 * is never changed.
 */
public enum Escape {
  /** Plain text of several lines: as it is. */
  NONE {
    @Override
    public String apply(String value) {
      return value;
    }
  },

  /**
   * One line, such as a subject: line breaks and control characters become spaces, so that no
   * header can be added.
   */
  LINE {
    @Override
    public String apply(String value) {
      return value.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    }
  },

  /** HTML text and quoted attributes. */
  HTML {
    @Override
    public String apply(String value) {
      StringBuilder out = new StringBuilder(value.length() + 16);
      value.chars().forEach(c -> out.append(html((char) c)));
      return out.toString();
    }
  },

  /**
   * Slack's mrkdwn: the three characters that its documentation names, which also takes the power
   * from {@code <!channel>}, and an invisible joiner beside marks that would otherwise format the
   * text.
   */
  SLACK {
    @Override
    public String apply(String value) {
      return SlackText.escape(value);
    }
  },

  /** Slack's mrkdwn inside a JSON string, for templates of blocks. */
  SLACK_JSON {
    @Override
    public String apply(String value) {
      return json(SlackText.escape(value));
    }
  },

  /** A JSON string. */
  JSON {
    @Override
    public String apply(String value) {
      return json(value);
    }
  },

  /** Discord's Markdown, so that nothing formats and nobody is mentioned. */
  DISCORD {
    @Override
    public String apply(String value) {
      return DiscordText.escape(value);
    }
  },

  /** The same inside a JSON string. */
  DISCORD_JSON {
    @Override
    public String apply(String value) {
      return json(DiscordText.escape(value));
    }
  };

  /** The harmless form. */
  public abstract String apply(String value);

  private static String html(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> String.valueOf(c);
    };
  }

  private static String json(String value) {
    StringBuilder out = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x2028 || c == 0x2029) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}
