package dev.tocsin.platform.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tocsin.platform.test.ServerSource.Container;
import dev.tocsin.platform.test.ServerSource.Embedded;
import dev.tocsin.platform.test.ServerSource.Given;
import org.junit.jupiter.api.Test;

/** The environment first, then a container engine, then what comes with the build. */
class ServerSourceTest {

  private static final String IMAGE = "postgres:18.4";

  private boolean runs = true;
  private boolean has = true;
  private int asked;

  private final ServerSource.Engine engine =
      new ServerSource.Engine() {
        @Override
        public boolean runs() {
          asked++;
          return runs;
        }

        @Override
        public boolean has(String image) {
          asked++;
          return has && image.equals(IMAGE);
        }
      };

  @Test
  void takesWhatTheEnvironmentNamesAndAsksNobody() {
    assertEquals(
        new Given("postgresql://db"),
        ServerSource.choose("postgresql://db", "embedded", engine, IMAGE));
    assertEquals(0, asked);
  }

  @Test
  void takesAContainerWhereAnEngineRuns() {
    assertEquals(new Container(IMAGE), ServerSource.choose(null, null, engine, IMAGE));
    assertEquals(new Container(IMAGE), ServerSource.choose(" ", "", engine, IMAGE));
  }

  @Test
  void takesTheEmbeddedOneWhereNoEngineRuns() {
    runs = false;

    assertInstanceOf(Embedded.class, ServerSource.choose(null, null, engine, IMAGE));
    assertEquals(1, asked, "it is not asked for an image");
  }

  @Test
  void takesTheEmbeddedOneWhereTheImageCannotBeHad() {
    has = false;

    assertInstanceOf(Embedded.class, ServerSource.choose(null, null, engine, IMAGE));
  }

  @Test
  void takesTheEmbeddedOneWhereItIsAskedFor() {
    assertInstanceOf(Embedded.class, ServerSource.choose(null, "embedded", engine, IMAGE));
    assertEquals(0, asked);
  }
}
