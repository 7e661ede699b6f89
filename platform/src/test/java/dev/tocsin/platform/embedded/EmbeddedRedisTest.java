package dev.tocsin.platform.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EmbeddedRedisTest {

  @Test
  void answersToItsPasswordAlone() throws Exception {
    ProcessHandle process;
    try (EmbeddedRedis redis = EmbeddedRedis.throwAway();
        Socket socket = new Socket("127.0.0.1", redis.port())) {
      process = redis.process();
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String password = URI.create(redis.url()).getUserInfo().substring(1);

      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals("-NOAUTH Authentication required.", in.readLine());
      socket
          .getOutputStream()
          .write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
      assertEquals("+OK", in.readLine());
      assertEquals("+PONG", in.readLine());
    }
    assertFalse(process.isAlive());
  }
}
