package dev.tocsin.notification.render;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

/**
 * Compiles for one way of escaping. The library's own factory reads partials from the class path
 * and the disk, and looks into any object; this one reads nothing and sees maps only.
 */
final class SafeMustacheFactory extends DefaultMustacheFactory {

  private final Escape escape;

  SafeMustacheFactory(Escape escape) {
    super(name -> null);
    this.escape = escape;
    setObjectHandler(new MapsOnly());
    setRecursionLimit(0);
  }

  @Override
  public Reader getReader(String name) {
    throw new MustacheException("Partials are not supported: '" + name + "'");
  }

  @Override
  public void encode(String value, Writer writer) {
    try {
      writer.write(escape.apply(value));
    } catch (IOException e) {
      throw new MustacheException("Writing to memory failed", e);
    }
  }
}
