package dev.tocsin.fakes.smtp;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A mail client at the level of lines; trusts exactly the server's own certificate. */
final class SmtpClient implements AutoCloseable {

  private final SSLContext trust;
  private Socket socket;
  private BufferedReader in;
  private OutputStream out;

  private SmtpClient(Socket socket, SSLContext trust) throws IOException {
    this.trust = trust;
    use(socket);
  }

  static SmtpClient plain(FakeSmtp server) throws Exception {
    return new SmtpClient(
        new Socket("127.0.0.1", server.port()), trusting(server.certificatePem()));
  }

  static SmtpClient tls(FakeSmtp server) throws Exception {
    SSLContext trust = trusting(server.certificatePem());
    SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket("localhost", server.tlsPort());
    return new SmtpClient(verified(socket), trust);
  }

  private static SSLSocket verified(SSLSocket socket) throws IOException {
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext trusting(String pem) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "server",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private void use(Socket next) throws IOException {
    socket = next;
    socket.setSoTimeout(15_000);
    in = new BufferedReader(new InputStreamReader(next.getInputStream(), StandardCharsets.UTF_8));
    out = next.getOutputStream();
  }

  void startTls() throws IOException {
    use(
        verified(
            (SSLSocket)
                trust
                    .getSocketFactory()
                    .createSocket(socket, "localhost", socket.getPort(), true)));
  }

  /** The whole reply, several lines joined by a newline; empty when the connection is closed. */
  String read() throws IOException {
    StringBuilder reply = new StringBuilder();
    String line;
    do {
      line = in.readLine();
      if (line == null) {
        return reply.toString();
      }
      reply.append(reply.isEmpty() ? "" : "\n").append(line);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return reply.toString();
  }

  void write(String raw) throws IOException {
    out.write(raw.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  String say(String line) throws IOException {
    write(line + "\r\n");
    return read();
  }

  /** Greeting, EHLO, MAIL, RCPT, DATA and the raw message with its end; the last reply. */
  String send(String mailParameters, String message) throws IOException {
    read();
    say("EHLO client.test");
    say("MAIL FROM:<tocsin@acme.test>" + mailParameters);
    say("RCPT TO:<ada@acme.test>");
    say("DATA");
    return say(message + "\r\n.");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
