package dev.tocsin.e2e.harness;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What an installation has written down, read past it: for questions over thousands of alerts. */
public final class History {
  private final String url;
  private final String password;

  private History(String url, String password) {
    this.url = url;
    this.password = password;
  }

  /** The database at a URL with a superuser's name and password. */
  public static History at(String superuserUrl) {
    URI uri = URI.create(superuserUrl);
    String[] user = uri.getUserInfo().split(":", 2);
    return new History(
        "jdbc:postgresql://%s:%d%s?user=%s"
            .formatted(uri.getHost(), uri.getPort(), uri.getPath(), user[0]),
        user[1]);
  }

  /** The first column of the answer; values replace the question marks. */
  public List<String> ask(String sql, Object... values) {
    var properties = new Properties();
    properties.setProperty("password", password);
    try (Connection connection = DriverManager.getConnection(url, properties);
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      var column = new ArrayList<String>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          column.add(rows.getString(1));
        }
      }
      return column;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The only number of the answer. */
  public long count(String sql, Object... values) {
    return Long.parseLong(ask(sql, values).getFirst());
  }
}
