package dev.tocsin.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.platform.v1.Authorization;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a tenant has is not there for another, whichever way it is asked for. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ForeignTenantTest {

  /**
   * Creating takes names from the request and ids of others only as values: see the other tests.
   */
  private static final List<String> NAMES_ONLY_WHAT_IT_MAKES =
      List.of(
          "CreateCalendarFeed",
          "CreateSchedule",
          "CreateTeam",
          "PreviewSchedule",
          "ListSwaps",
          "ListTimeOff");

  @Test
  void everyRpcThatNamesSomethingDoesNotFindAnothersThings() {
    TestTenant theirs = TestTenant.create();
    TestTenant ours = TestTenant.create();
    Map<String, Message> requests = requestsFor(theirs);

    List<String> forgotten = new ArrayList<>();
    Rpcs.all()
        .filter(rpc -> rpc.rule().getRuleCase() == Authorization.RuleCase.AT_LEAST)
        .filter(rpc -> rpc.namesSomething() && !NAMES_ONLY_WHAT_IT_MAKES.contains(rpc.name()))
        .forEach(
            rpc -> {
              Message request = requests.get(rpc.name());
              if (request == null) {
                forgotten.add(rpc.name());
                return;
              }
              assertEquals(
                  Status.Code.NOT_FOUND,
                  rpc.call(request, As.bearer(ours.owner().credential())),
                  rpc::toString);
            });
    assertEquals(List.of(), forgotten, "RPCs that this test has no request for");
  }

  @Test
  void theSameRequestsFindTheOwnThings() {
    TestTenant ours = TestTenant.create();

    requestsFor(ours)
        .forEach(
            (name, request) -> {
              if (name.startsWith("Get") || name.startsWith("List") || name.startsWith("Update")) {
                assertEquals(
                    Status.Code.OK,
                    Rpcs.named(name).call(request, As.bearer(ours.owner().credential())),
                    name);
              }
            });
  }

  @Test
  void withoutATenantTheApplicationRoleSeesNoRowOfAnyTable() throws Exception {
    TestTenant tenant = TestTenant.create();
    requestsFor(tenant);
    var access = TestServers.database().application();
    try (Connection superuser = TestServers.database().superuser();
        Connection application =
            DriverManager.getConnection(access.jdbcUrl(), access.username(), access.password())) {
      for (String table : tables(superuser)) {
        assertEquals(0, count(application, table), table);
      }
      assertTrue(count(superuser, "person") > 0, "there is something to see");
    }
  }

  @Test
  void everyTableForcesRowLevelSecurityAndLeadsWithTheTenant() throws Exception {
    try (Connection superuser = TestServers.database().superuser();
        ResultSet wrong =
            superuser
                .createStatement()
                .executeQuery(
                    """
                    select c.relname from pg_class c
                    join pg_namespace n on n.oid = c.relnamespace
                    left join pg_index i on i.indrelid = c.oid and i.indisprimary
                    left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                    where n.nspname = 'identity' and c.relkind in ('r', 'p')
                      and c.relname not like 'flyway%'
                      and (not c.relrowsecurity or not c.relforcerowsecurity
                           or a.attname is distinct from 'tenant_id')
                    """)) {
      List<String> tables = new ArrayList<>();
      while (wrong.next()) {
        tables.add(wrong.getString(1));
      }
      assertEquals(List.of(), tables);
    }
  }

  private static Map<String, Message> requestsFor(TestTenant tenant) {
    TestUser ann = tenant.user("ann", "responder");
    Map<String, Message> requests = new HashMap<>();
    PeopleRequests.add(requests, tenant, ann);
    ScheduleRequests.add(requests, tenant, ann);
    return requests;
  }

  private static List<String> tables(Connection superuser) throws Exception {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        superuser
            .createStatement()
            .executeQuery(
                """
                select tablename from pg_tables
                where schemaname = 'identity' and tablename not like 'flyway%'
                """)) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    return tables;
  }

  private static long count(Connection connection, String table) throws Exception {
    try (ResultSet count =
        connection.createStatement().executeQuery("select count(*) from identity." + table)) {
      count.next();
      return count.getLong(1);
    }
  }
}
