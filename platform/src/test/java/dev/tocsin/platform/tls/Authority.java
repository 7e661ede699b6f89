package dev.tocsin.platform.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test, made by the JDK's keytool; its files are PEM. */
final class Authority {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final String name;
  final Path certificate;

  /** A certificate with its key. */
  record Identity(Path certificate, Path key) {}

  Authority(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    this.certificate = folder.resolve(name + ".crt");
    keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-ext", "bc:c");
    write(certificate, "CERTIFICATE", List.of(chain(name)[0]));
  }

  /** Issues a certificate for localhost, good for servers and clients. */
  Identity issue(String alias) {
    Path request = folder.resolve(alias + ".csr");
    Path issued = folder.resolve(alias + ".issued");
    keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + alias);
    keytool("-certreq", "-alias", alias, "-file", request.toString());
    keytool(
        "-gencert",
        "-alias",
        name,
        "-infile",
        request.toString(),
        "-outfile",
        issued.toString(),
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-ext",
        "eku=serverAuth,clientAuth");
    keytool("-importcert", "-noprompt", "-alias", alias, "-file", issued.toString());
    var identity = new Identity(folder.resolve(alias + ".crt"), folder.resolve(alias + ".key"));
    write(identity.certificate, "CERTIFICATE", List.of(chain(alias)));
    writeKey(identity.key, alias);
    return identity;
  }

  private Certificate[] chain(String alias) {
    try {
      return store().getCertificateChain(alias);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore store() {
    try (InputStream in = Files.newInputStream(file())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path file() {
    return folder.resolve(name + ".p12");
  }

  private static void write(Path file, String kind, List<Certificate> all) {
    try {
      StringBuilder text = new StringBuilder();
      for (Certificate each : all) {
        text.append(pem(kind, each.getEncoded()));
      }
      Files.writeString(file, text);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void writeKey(Path file, String alias) {
    try {
      byte[] key = store().getKey(alias, PASSWORD.toCharArray()).getEncoded();
      Files.writeString(file, pem("PRIVATE KEY", key));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", file().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(arguments[0] + ": " + said);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
