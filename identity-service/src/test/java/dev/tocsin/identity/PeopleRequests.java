package dev.tocsin.identity;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.tocsin.identity.TestTenant.TestUser;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.ContactMethod;
import dev.tocsin.proto.identity.v1.CreateContactMethodRequest;
import dev.tocsin.proto.identity.v1.DeleteContactMethodRequest;
import dev.tocsin.proto.identity.v1.DeleteTeamRequest;
import dev.tocsin.proto.identity.v1.DeleteUserRequest;
import dev.tocsin.proto.identity.v1.GetPreferencesRequest;
import dev.tocsin.proto.identity.v1.GetTeamRequest;
import dev.tocsin.proto.identity.v1.GetUserContactMethodsRequest;
import dev.tocsin.proto.identity.v1.GetUserRequest;
import dev.tocsin.proto.identity.v1.Preferences;
import dev.tocsin.proto.identity.v1.ResetPasswordRequest;
import dev.tocsin.proto.identity.v1.RevokeApiKeyRequest;
import dev.tocsin.proto.identity.v1.SendContactCodeRequest;
import dev.tocsin.proto.identity.v1.Team;
import dev.tocsin.proto.identity.v1.UpdateContactMethodRequest;
import dev.tocsin.proto.identity.v1.UpdatePreferencesRequest;
import dev.tocsin.proto.identity.v1.UpdateTeamRequest;
import dev.tocsin.proto.identity.v1.UpdateUserRequest;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.identity.v1.VerifyContactMethodRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Requests that name a tenant's people, their contact methods, teams and keys. */
final class PeopleRequests {

  private PeopleRequests() {}

  /** Adds them, by the name of the RPC. */
  static void add(Map<String, Message> requests, TestTenant tenant, TestUser ann) {
    FieldMask name = FieldMask.newBuilder().addPaths("name").build();
    String team = tenant.make("/api/v1/teams", new JsonObject().put("name", "T"));
    String contact =
        tenant.make(
            "/api/v1/users/" + ann.id() + "/contact-methods",
            new JsonObject().put("kind", "email").put("address", "ann@example.com"));
    requests.put("GetUser", GetUserRequest.newBuilder().setId(ann.id()).build());
    requests.put(
        "UpdateUser",
        UpdateUserRequest.newBuilder()
            .setUser(User.newBuilder().setId(ann.id()).setName("X").setEmail("x@example.com"))
            .setUpdateMask(name)
            .build());
    requests.put("DeleteUser", DeleteUserRequest.newBuilder().setId(ann.id()).build());
    requests.put(
        "CreateContactMethod",
        CreateContactMethodRequest.newBuilder()
            .setContactMethod(
                ContactMethod.newBuilder()
                    .setUserId(ann.id())
                    .setKind(ContactKind.CONTACT_KIND_SLACK)
                    .setAddress("U024BE7LH"))
            .build());
    requests.put(
        "GetUserContactMethods",
        GetUserContactMethodsRequest.newBuilder().setUserId(ann.id()).build());
    requests.put(
        "DeleteContactMethod",
        DeleteContactMethodRequest.newBuilder().setUserId(ann.id()).setId(contact).build());
    requests.put(
        "UpdateContactMethod",
        UpdateContactMethodRequest.newBuilder()
            .setContactMethod(ContactMethod.newBuilder().setUserId(ann.id()).setId(contact))
            .setUpdateMask(FieldMask.newBuilder().addPaths("label"))
            .build());
    requests.put(
        "SendContactCode",
        SendContactCodeRequest.newBuilder().setUserId(ann.id()).setId(contact).build());
    requests.put(
        "VerifyContactMethod",
        VerifyContactMethodRequest.newBuilder()
            .setUserId(ann.id())
            .setId(contact)
            .setCode("123456")
            .build());
    requests.put("GetPreferences", GetPreferencesRequest.newBuilder().setUserId(ann.id()).build());
    requests.put(
        "UpdatePreferences",
        UpdatePreferencesRequest.newBuilder()
            .setPreferences(Preferences.newBuilder().setUserId(ann.id()))
            .setUpdateMask(FieldMask.newBuilder().addPaths("locale"))
            .build());
    requests.put("GetTeam", GetTeamRequest.newBuilder().setId(team).build());
    requests.put(
        "UpdateTeam",
        UpdateTeamRequest.newBuilder()
            .setTeam(Team.newBuilder().setId(team).setName("X"))
            .setUpdateMask(name)
            .build());
    requests.put("DeleteTeam", DeleteTeamRequest.newBuilder().setId(team).build());
    requests.put(
        "RevokeApiKey", RevokeApiKeyRequest.newBuilder().setId(tenant.key("viewer").id()).build());
    requests.put("ResetPassword", ResetPasswordRequest.newBuilder().setUserId(ann.id()).build());
  }
}
