package dev.tocsin.identity.user;

import com.google.protobuf.Empty;
import dev.tocsin.identity.settings.Settings;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ContactMethod;
import dev.tocsin.proto.identity.v1.CreateContactMethodRequest;
import dev.tocsin.proto.identity.v1.CreateUserRequest;
import dev.tocsin.proto.identity.v1.CreateUserResponse;
import dev.tocsin.proto.identity.v1.DeleteContactMethodRequest;
import dev.tocsin.proto.identity.v1.DeleteUserRequest;
import dev.tocsin.proto.identity.v1.FindUserByContactRequest;
import dev.tocsin.proto.identity.v1.FindUserByContactResponse;
import dev.tocsin.proto.identity.v1.GetPreferencesRequest;
import dev.tocsin.proto.identity.v1.GetUserContactMethodsRequest;
import dev.tocsin.proto.identity.v1.GetUserContactMethodsResponse;
import dev.tocsin.proto.identity.v1.GetUserRequest;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.GetUsersResponse;
import dev.tocsin.proto.identity.v1.ListUsersRequest;
import dev.tocsin.proto.identity.v1.ListUsersResponse;
import dev.tocsin.proto.identity.v1.MutinyUserServiceGrpc;
import dev.tocsin.proto.identity.v1.Preferences;
import dev.tocsin.proto.identity.v1.ResetPasswordRequest;
import dev.tocsin.proto.identity.v1.ResetPasswordResponse;
import dev.tocsin.proto.identity.v1.SendContactCodeRequest;
import dev.tocsin.proto.identity.v1.SendContactCodeResponse;
import dev.tocsin.proto.identity.v1.UpdateContactMethodRequest;
import dev.tocsin.proto.identity.v1.UpdatePreferencesRequest;
import dev.tocsin.proto.identity.v1.UpdateUserRequest;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.identity.v1.VerifyContactMethodRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** People and their contact methods as RPCs. */
@GrpcService
@Singleton
public class UserGrpc extends MutinyUserServiceGrpc.UserServiceImplBase {

  private static final String LIST = "users";

  private final Users users;
  private final Contacts contacts;
  private final ContactCodes codes;
  private final UserPreferences preferences;
  private final Settings settings;
  private final ContactBlocks blocks;

  UserGrpc(
      Users users,
      Contacts contacts,
      ContactCodes codes,
      UserPreferences preferences,
      Settings settings,
      ContactBlocks blocks) {
    this.blocks = blocks;
    this.settings = settings;
    this.users = users;
    this.contacts = contacts;
    this.codes = codes;
    this.preferences = preferences;
  }

  @Override
  public Uni<CreateUserResponse> createUser(CreateUserRequest request) {
    Caller caller = Caller.current();
    return settings
        .of(caller.tenantId())
        .map(
            usual ->
                new NewUser(
                    request.getEmail(),
                    request.getName(),
                    request.getRole(),
                    request.getTimeZone().isEmpty() ? usual.getTimeZone() : request.getTimeZone()))
        .flatMap(user -> users.create(caller, user))
        .map(
            created ->
                CreateUserResponse.newBuilder()
                    .setUser(UserMessages.of(created.person()))
                    .setOneTimePassword(created.oneTimePassword())
                    .build());
  }

  @Override
  public Uni<User> getUser(GetUserRequest request) {
    return users
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(UserMessages::of);
  }

  @Override
  public Uni<GetUsersResponse> getUsers(GetUsersRequest request) {
    List<UUID> ids = request.getIdsList().stream().map(UUID::fromString).distinct().toList();
    return contacts
        .reachable(Caller.current().tenantId(), ids)
        .map(found -> GetUsersResponse.newBuilder().addAllUsers(found).build());
  }

  @Override
  public Uni<FindUserByContactResponse> findUserByContact(FindUserByContactRequest request) {
    return contacts
        .whoHas(Caller.current().tenantId(), request.getKind(), request.getAddress())
        .map(
            user ->
                FindUserByContactResponse.newBuilder()
                    .setUserId(user.map(UUID::toString).orElse(""))
                    .build());
  }

  @Override
  public Uni<ListUsersResponse> listUsers(ListUsersRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<PersonStore.Place> after =
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(key -> new PersonStore.Place(key.get(0), UUID.fromString(key.get(1))));
    return users
        .list(
            Caller.current().tenantId(),
            request.getText().strip(),
            request.getIncludeInactive(),
            after,
            size + 1)
        .map(people -> page(people, size));
  }

  @Override
  public Uni<User> updateUser(UpdateUserRequest request) {
    UserChange change = UserChange.of(request.getUser(), request.getUpdateMask());
    return users.update(Caller.current(), change).map(UserMessages::of);
  }

  @Override
  public Uni<Empty> deleteUser(DeleteUserRequest request) {
    return users
        .deactivate(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<ResetPasswordResponse> resetPassword(ResetPasswordRequest request) {
    return users
        .resetPassword(Caller.current(), UUID.fromString(request.getUserId()))
        .map(password -> ResetPasswordResponse.newBuilder().setOneTimePassword(password).build());
  }

  @Override
  public Uni<ContactMethod> createContactMethod(CreateContactMethodRequest request) {
    ContactMethod wanted = request.getContactMethod();
    ContactAddress address = ContactAddress.of(wanted.getKind(), wanted.getAddress());
    return contacts
        .create(Caller.current(), UserMessages.userId(wanted), address, wanted.getLabel())
        .map(UserMessages::of);
  }

  @Override
  public Uni<GetUserContactMethodsResponse> getUserContactMethods(
      GetUserContactMethodsRequest request) {
    Caller caller = Caller.current();
    return contacts
        .of(caller, UUID.fromString(request.getUserId()))
        .flatMap(
            found ->
                blocks
                    .of(caller.tenantId(), found)
                    .map(
                        blocked ->
                            GetUserContactMethodsResponse.newBuilder()
                                .addAllContactMethods(UserMessages.of(found, blocked))
                                .build()));
  }

  @Override
  public Uni<ContactMethod> updateContactMethod(UpdateContactMethodRequest request) {
    ContactMethod to = request.getContactMethod();
    ChangedFields fields = ChangedFields.of(request.getUpdateMask(), "label", "enabled");
    return contacts
        .update(
            Caller.current(),
            UserMessages.userId(to),
            UserMessages.id("contact_method.id", to.getId()),
            to,
            fields)
        .map(UserMessages::of);
  }

  @Override
  public Uni<SendContactCodeResponse> sendContactCode(SendContactCodeRequest request) {
    return codes
        .send(
            Caller.current(),
            UUID.fromString(request.getUserId()),
            UUID.fromString(request.getId()))
        .map(
            sent ->
                SendContactCodeResponse.newBuilder()
                    .setExpireTime(ProtoTime.of(sent.expires()))
                    .setSendsLeft(sent.sendsLeft())
                    .build());
  }

  @Override
  public Uni<ContactMethod> verifyContactMethod(VerifyContactMethodRequest request) {
    return codes
        .verify(
            Caller.current(),
            UUID.fromString(request.getUserId()),
            UUID.fromString(request.getId()),
            request.getCode())
        .map(UserMessages::of);
  }

  @Override
  public Uni<Preferences> getPreferences(GetPreferencesRequest request) {
    return preferences
        .get(Caller.current(), UUID.fromString(request.getUserId()))
        .map(UserMessages::preferences);
  }

  @Override
  public Uni<Preferences> updatePreferences(UpdatePreferencesRequest request) {
    PreferenceChange change =
        PreferenceChange.of(request.getPreferences(), request.getUpdateMask());
    return preferences.update(Caller.current(), change).map(UserMessages::preferences);
  }

  @Override
  public Uni<Empty> deleteContactMethod(DeleteContactMethodRequest request) {
    return contacts
        .delete(
            Caller.current(),
            UUID.fromString(request.getUserId()),
            UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  private static ListUsersResponse page(List<Person> people, int size) {
    var page = Page.cut(people, size, LIST, person -> List.of(person.name, person.id));
    return ListUsersResponse.newBuilder()
        .addAllUsers(page.rows(UserMessages::of))
        .setNextPageToken(page.nextToken())
        .build();
  }
}
