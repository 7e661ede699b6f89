#!/usr/bin/env python3
"""Calls any method of Tocsin by gRPC, knowing nothing but its name: the contract comes by reflection.

    pip install grpcio protobuf
    export TOCSIN_KEY=tcs_…
    python call.py localhost:8080                                            # lists services
    python call.py localhost:8080 tocsin.alerting.v1.AlertService            # lists its methods
    python call.py localhost:8080 tocsin.alerting.v1.AlertService/ListAlerts \\
        '{"status": ["ALERT_STATE_OPEN"], "pageSize": 10}'

A method that streams prints a message per line until it is interrupted.
"""
import json
import os
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

STRING, BYTES, MESSAGE = 9, 12, 11


def reflection_messages():
    """The two messages of grpc.reflection.v1 with the fields that are used here."""
    file = descriptor_pb2.FileDescriptorProto(
        name="reflection.proto", package="grpc.reflection.v1", syntax="proto3"
    )

    def message(name, *fields):
        described = file.message_type.add(name=name)
        for number, field, kind, label, of in fields:
            described.field.add(name=field, number=number, type=kind, label=label, type_name=of)

    one, many = 1, 3
    message(
        "ServerReflectionRequest",
        (3, "file_by_filename", STRING, one, None),
        (4, "file_containing_symbol", STRING, one, None),
        (7, "list_services", STRING, one, None),
    )
    message("Files", (1, "file_descriptor_proto", BYTES, many, None))
    message("Service", (1, "name", STRING, one, None))
    message("Services", (1, "service", MESSAGE, many, ".grpc.reflection.v1.Service"))
    message("Error", (2, "error_message", STRING, one, None))
    message(
        "ServerReflectionResponse",
        (4, "file_descriptor_response", MESSAGE, one, ".grpc.reflection.v1.Files"),
        (6, "list_services_response", MESSAGE, one, ".grpc.reflection.v1.Services"),
        (7, "error_response", MESSAGE, one, ".grpc.reflection.v1.Error"),
    )
    types = message_factory.GetMessages([file], descriptor_pool.DescriptorPool())
    return (
        types["grpc.reflection.v1.ServerReflectionRequest"],
        types["grpc.reflection.v1.ServerReflectionResponse"],
    )


class Contract:
    """What the server offers, asked for as it is needed."""

    def __init__(self, channel):
        self.request, answer = reflection_messages()
        self.ask = channel.stream_stream(
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            request_serializer=self.request.SerializeToString,
            response_deserializer=answer.FromString,
        )
        self.pool = descriptor_pool.DescriptorPool()
        self.known = set()

    def reflect(self, **question):
        answer = next(iter(self.ask(iter([self.request(**question)]), timeout=10)))
        if answer.HasField("error_response"):
            sys.exit(answer.error_response.error_message)
        return answer

    def services(self):
        return [s.name for s in self.reflect(list_services="*").list_services_response.service]

    def service(self, name):
        self.add(self.reflect(file_containing_symbol=name))
        return self.pool.FindServiceByName(name)

    def add(self, answer):
        """Adds files to the pool, each after the files that it imports."""
        for data in answer.file_descriptor_response.file_descriptor_proto:
            file = descriptor_pb2.FileDescriptorProto.FromString(data)
            if file.name in self.known:
                continue
            self.known.add(file.name)
            for imported in file.dependency:
                if imported not in self.known:
                    self.add(self.reflect(file_by_filename=imported))
            self.pool.Add(file)


def call(channel, contract, name, request_json):
    service_name, _, method_name = name.partition("/")
    method = contract.service(service_name).FindMethodByName(method_name)
    if method is None:
        sys.exit(f"{service_name} has no method {method_name}")
    described = descriptor_pb2.MethodDescriptorProto()
    method.CopyToProto(described)
    request_type = message_factory.GetMessageClass(method.input_type)
    answer_type = message_factory.GetMessageClass(method.output_type)
    make = channel.unary_stream if described.server_streaming else channel.unary_unary
    invoke = make(
        f"/{service_name}/{method_name}",
        request_serializer=request_type.SerializeToString,
        response_deserializer=answer_type.FromString,
    )
    request = json_format.ParseDict(json.loads(request_json), request_type())
    key = [("x-api-key", os.environ["TOCSIN_KEY"])] if "TOCSIN_KEY" in os.environ else []
    if described.server_streaming:
        for answer in invoke(request, metadata=key):
            print(json.dumps(json_format.MessageToDict(answer)), flush=True)
    else:
        print(json_format.MessageToJson(invoke(request, metadata=key, timeout=10)))


def main(arguments):
    if not arguments:
        sys.exit(__doc__)
    with grpc.insecure_channel(arguments[0]) as channel:
        contract = Contract(channel)
        try:
            if len(arguments) == 1:
                print("\n".join(sorted(contract.services())))
            elif "/" not in arguments[1]:
                for method in contract.service(arguments[1]).methods:
                    print(f"{arguments[1]}/{method.name}")
            else:
                call(channel, contract, arguments[1], arguments[2] if len(arguments) > 2 else "{}")
        except grpc.RpcError as error:
            sys.exit(f"{error.code().name}: {error.details()}")


if __name__ == "__main__":
    main(sys.argv[1:])
