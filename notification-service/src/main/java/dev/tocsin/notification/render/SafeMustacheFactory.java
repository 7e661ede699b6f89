package dev.tocsin.notification.render;

import com.github.mustachejava.Code;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.DefaultMustacheVisitor;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.PartialCode;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * Compiles for one way of escaping. The library's own factory reads partials from the class path
 * and the disk, and looks into any object; this one knows the snippets of the template alone and
 * sees maps only. It takes texts that {@link TemplateSyntax} laid out.
 */
final class SafeMustacheFactory extends DefaultMustacheFactory {

  private final Escape escape;
  private final Map<String, String> snippets;

  /**
   * A factory for templates that have these snippets.
   *
   * @param snippets text by name
   */
  SafeMustacheFactory(Escape escape, Map<String, String> snippets) {
    super(name -> null);
    this.escape = escape;
    this.snippets = snippets;
    setObjectHandler(new MapsOnly());
  }

  @Override
  public MustacheVisitor createMustacheVisitor() {
    return new Visitor(this);
  }

  @Override
  public String resolvePartialPath(String dir, String name, String extension) {
    return name;
  }

  @Override
  public Reader getReader(String name) {
    String text = snippets.get(Literals.snippet(name));
    if (text == null) {
      return new StringReader("");
    }
    String indented = Literals.indentedText(name, text);
    return new StringReader(
        TemplateSyntax.check(name, indented, escape != Escape.NONE, 1000).layout());
  }

  @Override
  public String filterText(String text, boolean startOfLine) {
    return Literals.shown(text);
  }

  @Override
  public void encode(String value, Writer writer) {
    try {
      writer.write(escape.apply(value));
    } catch (IOException e) {
      throw new MustacheException("Writing to memory failed", e);
    }
  }

  private static final class Visitor extends DefaultMustacheVisitor {

    Visitor(DefaultMustacheFactory factory) {
      super(factory);
    }

    @Override
    public void partial(TemplateContext context, String name, String indent) {
      Code code = new Snippet(context, df, name);
      list.add(code);
    }
  }

  /** Counts how deep snippets are put into snippets. */
  private static final class Snippet extends PartialCode {

    Snippet(TemplateContext context, DefaultMustacheFactory factory, String name) {
      super(context, factory, name);
    }

    @Override
    public Writer execute(Writer writer, List<Object> scopes) {
      if (!(scopes.get(0) instanceof Meter meter)) {
        return super.execute(writer, scopes);
      }
      meter.enter();
      Writer after = super.execute(writer, scopes);
      meter.leave();
      return after;
    }
  }
}
