package dev.tocsin.identity;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Has statements of any length prepared once for each connection. The usual bound of 2,048
 * characters would have the one that reads schedules, which is on the way of a page, parsed and
 * planned at each execution: ten times what executing it takes.
 */
@Singleton
@ReactiveDataSource(IdentityDatabase.NAME)
class LongStatements implements PgPoolCreator {

  private static final int LONGEST = 8192;

  @Override
  public Pool create(Input input) {
    List<SqlConnectOptions> servers = new ArrayList<>(input.pgConnectOptionsList());
    servers.forEach(server -> server.setPreparedStatementCacheSqlLimit(LONGEST));
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(servers)
        .using(input.vertx())
        .build();
  }
}
