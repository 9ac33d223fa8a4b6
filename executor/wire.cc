#include "executor/wire.h"

#include <algorithm>

namespace stockade::executor::wire {
namespace {

constexpr size_t kHeaderBytes = 5;
constexpr uint32_t kMaxStrings = 100'000;

class Writer {
 public:
  Writer& U8(uint8_t value) {
    bytes_.push_back(static_cast<char>(value));
    return *this;
  }
  Writer& U32(uint32_t value) { return Number(value, 4); }
  Writer& U64(uint64_t value) { return Number(value, 8); }
  Writer& Text(std::string_view text) {
    U32(static_cast<uint32_t>(text.size()));
    bytes_ += text;
    return *this;
  }
  Writer& Texts(const std::vector<std::string>& texts) {
    U32(static_cast<uint32_t>(texts.size()));
    for (const std::string& text : texts) Text(text);
    return *this;
  }
  std::string Take() { return std::move(bytes_); }

 private:
  Writer& Number(uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes_.push_back(static_cast<char>(value >> (8 * i)));
    return *this;
  }
  std::string bytes_;
};

// Reads what Writer wrote. After the first thing that does not fit, every read gives zeros and
// Done() is false, so that the callers need one check at the end.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  uint8_t U8() { return static_cast<uint8_t>(Number(1)); }
  uint32_t U32() { return static_cast<uint32_t>(Number(4)); }
  uint64_t U64() { return Number(8); }
  bool Flag() {
    const uint8_t value = U8();
    if (value > 1) good_ = false;
    return value == 1;
  }
  std::string Text(size_t most = SIZE_MAX) {
    const uint32_t size = U32();
    if (!good_ || size > bytes_.size() || size > most) {
      good_ = false;
      return {};
    }
    std::string text(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return text;
  }
  std::vector<std::string> Texts() {
    std::vector<std::string> texts;
    const uint32_t count = Count(kMaxStrings, 4);
    for (uint32_t i = 0; good_ && i < count; ++i) texts.push_back(Text());
    return texts;
  }
  // A count of things that take at least `least` bytes each.
  uint32_t Count(size_t most, size_t least) {
    const uint32_t count = U32();
    if (count > most || count > bytes_.size() / least) good_ = false;
    return good_ ? count : 0;
  }
  void Fail() { good_ = false; }
  bool good() const { return good_; }
  bool Done() const { return good_ && bytes_.empty(); }

 private:
  uint64_t Number(size_t size) {
    if (!good_ || bytes_.size() < size) {
      good_ = false;
      return 0;
    }
    uint64_t value = 0;
    for (size_t i = size; i-- > 0;) value = (value << 8) | static_cast<unsigned char>(bytes_[i]);
    bytes_.remove_prefix(size);
    return value;
  }

  std::string_view bytes_;
  bool good_ = true;
};

// Cuts at a character, so that the other side need not guess.
std::string_view Cut(std::string_view text, size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

using Files = std::vector<std::pair<std::string, std::string>>;

void WriteFiles(const Files& files, Writer& out) {
  out.U32(static_cast<uint32_t>(files.size()));
  for (const auto& [name, bytes] : files) out.Text(name).Text(bytes);
}

void ReadFiles(Reader& in, Files* files) {
  files->clear();
  const uint32_t count = in.Count(kMaxStrings, 8);
  for (uint32_t i = 0; in.good() && i < count; ++i) {
    auto& [name, bytes] = files->emplace_back();
    name = in.Text(kMaxFileName);
    bytes = in.Text();
  }
}

void WriteModules(const std::vector<HostModule>& modules, Writer& out) {
  out.U32(static_cast<uint32_t>(modules.size()));
  for (const HostModule& module : modules) {
    out.Text(module.name).Text(module.folder).Texts(module.names).Texts(module.writable);
    WriteFiles(module.hidden, out);
    WriteFiles(module.wrapped, out);
  }
}

void ReadModules(Reader& in, std::vector<HostModule>* modules) {
  modules->clear();
  const uint32_t count = in.Count(kMaxStrings, 24);
  for (uint32_t i = 0; in.good() && i < count; ++i) {
    HostModule& module = modules->emplace_back();
    module.name = in.Text();
    module.folder = in.Text();
    module.names = in.Texts();
    module.writable = in.Texts();
    ReadFiles(in, &module.hidden);
    ReadFiles(in, &module.wrapped);
  }
}

void WriteSignatures(const std::vector<HostSignature>& signatures, Writer& out) {
  out.U32(static_cast<uint32_t>(signatures.size()));
  for (const HostSignature& signature : signatures) {
    out.Text(signature.name).U8(signature.any_positional).U8(signature.any_keywords);
    out.U32(static_cast<uint32_t>(signature.parameters.size()));
    for (const HostParameter& parameter : signature.parameters) {
      out.Text(parameter.name).U8(parameter.required).U8(parameter.keyword_only);
    }
  }
}

void ReadSignatures(Reader& in, std::vector<HostSignature>* signatures) {
  signatures->clear();
  const uint32_t count = in.Count(kMaxStrings, 10);
  for (uint32_t i = 0; in.good() && i < count; ++i) {
    HostSignature& signature = signatures->emplace_back();
    signature.name = in.Text();
    signature.any_positional = in.Flag();
    signature.any_keywords = in.Flag();
    const uint32_t parameters = in.Count(kMaxStrings, 6);
    for (uint32_t k = 0; in.good() && k < parameters; ++k) {
      HostParameter& parameter = signature.parameters.emplace_back();
      parameter.name = in.Text();
      parameter.required = in.Flag();
      parameter.keyword_only = in.Flag();
    }
  }
}

void WriteTypes(const std::vector<HostType>& types, Writer& out) {
  out.U32(static_cast<uint32_t>(types.size()));
  for (const HostType& type : types) {
    out.Text(type.name).U32(static_cast<uint32_t>(type.attributes.size()));
    for (const HostAttribute& attribute : type.attributes) {
      out.Text(attribute.name).U8(attribute.writable);
    }
    std::vector<HostSignature> methods;
    for (const HostMethod& method : type.methods) methods.push_back(method.signature);
    WriteSignatures(methods, out);
  }
}

// Without what the members give, which is the supervisor's to check.
void ReadTypes(Reader& in, std::vector<HostType>* types) {
  types->clear();
  const uint32_t count = in.Count(kMaxStrings, 12);
  for (uint32_t i = 0; in.good() && i < count; ++i) {
    HostType& type = types->emplace_back();
    type.name = in.Text();
    const uint32_t attributes = in.Count(kMaxStrings, 5);
    for (uint32_t k = 0; in.good() && k < attributes; ++k) {
      HostAttribute& attribute = type.attributes.emplace_back();
      attribute.name = in.Text();
      attribute.writable = in.Flag();
    }
    std::vector<HostSignature> methods;
    ReadSignatures(in, &methods);
    for (HostSignature& method : methods) type.methods.push_back({std::move(method), ""});
  }
}

void WriteCall(const interpreter::CallRequest& call, Writer& out) {
  out.Text(call.function).Text(call.args).Text(call.kwargs).Text(call.stdin_bytes);
  WriteTypes(call.types, out);
  out.U8(call.own_budget).U64(call.iterations);
}

void ReadCall(Reader& in, interpreter::CallRequest* call) {
  call->function = in.Text();
  call->args = in.Text();
  call->kwargs = in.Text();
  call->stdin_bytes = in.Text();
  ReadTypes(in, &call->types);
  call->own_budget = in.Flag();
  call->iterations = in.U64();
}

}  // namespace

std::string Frame(FrameType type, std::string_view payload) {
  Writer out;
  out.U32(static_cast<uint32_t>(payload.size())).U8(static_cast<uint8_t>(type));
  std::string frame = out.Take();
  frame += payload;
  return frame;
}

std::string EncodeStart(const StartMessage& message) {
  Writer out;
  out.Text(message.version)
      .U8(message.probe)
      .U8(message.guards_off)
      .Texts(message.preload)
      .Texts(message.without_syscalls)
      .Texts(message.imports);
  WriteModules(message.modules, out);
  out.U32(message.pool).U64(message.memory_bytes);
  out.U32(message.open_files).U32(message.cpu_seconds).U32(message.threads);
  return out.Take();
}

bool DecodeStart(std::string_view payload, StartMessage* message) {
  Reader in(payload);
  message->version = in.Text();
  message->probe = in.Flag();
  message->guards_off = in.Flag();
  message->preload = in.Texts();
  message->without_syscalls = in.Texts();
  message->imports = in.Texts();
  ReadModules(in, &message->modules);
  message->pool = in.U32();
  message->memory_bytes = in.U64();
  message->open_files = in.U32();
  message->cpu_seconds = in.U32();
  message->threads = in.U32();
  return in.Done();
}

std::string EncodeHello(const HelloMessage& message) {
  Writer out;
  out.Text(message.version).Text(message.error);
  out.U32(static_cast<uint32_t>(message.facilities.size()));
  for (const Facility& facility : message.facilities) {
    out.Text(facility.name).U8(facility.active).Text(facility.detail);
    for (const auto cost : {facility.cost.start, facility.cost.worker, facility.cost.call}) {
      out.U64(static_cast<uint64_t>(cost.count()));
    }
  }
  return out.Take();
}

bool DecodeHello(std::string_view payload, HelloMessage* message) {
  Reader in(payload);
  message->version = in.Text();
  message->error = in.Text();
  const uint32_t count = in.Count(100, 33);
  message->facilities.clear();
  for (uint32_t i = 0; in.good() && i < count; ++i) {
    Facility& facility = message->facilities.emplace_back();
    facility.name = in.Text();
    facility.active = in.Flag();
    facility.detail = in.Text();
    for (auto* cost : {&facility.cost.start, &facility.cost.worker, &facility.cost.call}) {
      *cost = std::chrono::nanoseconds(static_cast<int64_t>(in.U64()));
    }
  }
  return in.Done();
}

std::string EncodeReady(const ReadyMessage& message) {
  Writer out;
  out.U64(message.cpu_microseconds).Text(message.error);
  return out.Take();
}

bool DecodeReady(std::string_view payload, ReadyMessage* message) {
  Reader in(payload);
  message->cpu_microseconds = in.U64();
  message->error = in.Text(kMaxTextBytes);
  return in.Done();
}

std::string EncodeLoad(const LoadMessage& message) {
  const interpreter::LoadRequest& load = message.load;
  Writer out;
  out.Text(load.text).U8(static_cast<uint8_t>(load.kind)).Text(load.filename);
  out.U8(static_cast<uint8_t>(load.guards));
  out.Texts(load.bare_names).Texts(load.imports);
  out.Texts(load.allow_attributes).Texts(load.dunder_methods);
  out.Texts(load.argv);
  WriteFiles(load.files, out);
  out.U8(load.scratch).U64(load.file_bytes).U32(load.most_files);
  WriteSignatures(load.functions, out);
  WriteTypes(load.types, out);
  out.U32(static_cast<uint32_t>(load.objects.size()));
  for (const interpreter::NamedHandle& handle : load.objects) {
    out.Text(handle.name).U64(handle.number).U32(handle.type);
  }
  out.Text(load.stdin_bytes).U64(load.iterations).U32(static_cast<uint32_t>(load.recursion));
  out.U64(load.result_bytes).U32(static_cast<uint32_t>(load.result_depth)).U8(load.script);
  out.U8(message.has_call);
  if (message.has_call) WriteCall(message.call, out);
  return out.Take();
}

bool DecodeLoad(std::string_view payload, LoadMessage* message) {
  Reader in(payload);
  interpreter::LoadRequest& load = message->load;
  load.text = in.Text();
  const uint8_t kind = in.U8();
  if (kind > static_cast<uint8_t>(SubmissionKind::kExpression)) in.Fail();
  load.kind = static_cast<SubmissionKind>(kind);
  load.filename = in.Text();
  const uint8_t guards = in.U8();
  if (guards > static_cast<uint8_t>(GuardMode::kOff)) in.Fail();
  load.guards = static_cast<GuardMode>(guards);
  load.bare_names = in.Texts();
  load.imports = in.Texts();
  load.allow_attributes = in.Texts();
  load.dunder_methods = in.Texts();
  load.argv = in.Texts();
  ReadFiles(in, &load.files);
  load.scratch = in.Flag();
  load.file_bytes = in.U64();
  load.most_files = in.U32();
  ReadSignatures(in, &load.functions);
  ReadTypes(in, &load.types);
  load.objects.clear();
  const uint32_t handles = in.Count(kMaxStrings, 16);
  for (uint32_t i = 0; in.good() && i < handles; ++i) {
    interpreter::NamedHandle& handle = load.objects.emplace_back();
    handle.name = in.Text();
    handle.number = in.U64();
    handle.type = in.U32();
  }
  load.stdin_bytes = in.Text();
  load.iterations = in.U64();
  load.recursion = static_cast<int>(in.U32());
  load.result_bytes = in.U64();
  load.result_depth = static_cast<int>(in.U32());
  load.script = in.Flag();
  message->has_call = in.Flag();
  if (message->has_call) ReadCall(in, &message->call);
  return in.Done();
}

std::string EncodeCall(const interpreter::CallRequest& call) {
  Writer out;
  WriteCall(call, out);
  return out.Take();
}

bool DecodeCall(std::string_view payload, interpreter::CallRequest* call) {
  Reader in(payload);
  ReadCall(in, call);
  return in.Done();
}

std::string EncodeReply(const interpreter::Reply& reply) {
  Writer out;
  out.U8(static_cast<uint8_t>(reply.kind)).Text(reply.value);
  out.Text(Cut(reply.type, kMaxTypeBytes)).Text(Cut(reply.message, kMaxTextBytes));
  // Of a deep traceback the two ends are kept: where it began and where it broke.
  const size_t all = reply.frames.size();
  const size_t kept = std::min(all, kMaxFrames);
  out.U32(static_cast<uint32_t>(kept));
  for (size_t i = 0; i < kept; ++i) {
    const interpreter::RawFrame& frame =
        i < kept / 2 ? reply.frames[i] : reply.frames[all - kept + i];
    out.U32(frame.line).U32(frame.column).U8(frame.has_column);
    out.Text(Cut(frame.function, kMaxFunctionBytes));
  }
  out.U32(static_cast<uint32_t>(reply.exit_code)).U64(reply.iterations);
  WriteFiles(reply.files, out);
  return out.Take();
}

bool DecodeReply(std::string_view payload, interpreter::Reply* reply) {
  Reader in(payload);
  const uint8_t kind = in.U8();
  if (kind > static_cast<uint8_t>(interpreter::ReplyKind::kFile)) in.Fail();
  reply->kind = static_cast<interpreter::ReplyKind>(kind);
  reply->value = in.Text();
  reply->type = in.Text(kMaxTypeBytes);
  reply->message = in.Text(kMaxTextBytes);
  const uint32_t count = in.Count(kMaxFrames, 13);
  reply->frames.clear();
  for (uint32_t i = 0; in.good() && i < count; ++i) {
    interpreter::RawFrame& frame = reply->frames.emplace_back();
    frame.line = in.U32();
    frame.column = in.U32();
    frame.has_column = in.Flag();
    frame.function = in.Text(kMaxFunctionBytes);
  }
  reply->exit_code = static_cast<int>(in.U32());
  reply->iterations = in.U64();
  ReadFiles(in, &reply->files);
  return in.Done();
}

std::string EncodeHostCall(const interpreter::HostRequest& request) {
  Writer out;
  out.U8(static_cast<uint8_t>(request.act)).U64(request.object).U32(request.function);
  out.Text(request.args).Text(request.kwargs);
  out.U32(static_cast<uint32_t>(request.released.size()));
  for (const uint64_t number : request.released) out.U64(number);
  return out.Take();
}

bool DecodeHostCall(std::string_view payload, interpreter::HostRequest* request) {
  Reader in(payload);
  const uint8_t act = in.U8();
  if (act >= kHostActs) in.Fail();
  request->act = static_cast<HostAct>(act);
  request->object = in.U64();
  request->function = in.U32();
  request->args = in.Text();
  request->kwargs = in.Text();
  request->released.clear();
  const uint32_t released = in.Count(SIZE_MAX, 8);
  for (uint32_t i = 0; in.good() && i < released; ++i) request->released.push_back(in.U64());
  return in.Done();
}

std::string EncodeHostAnswer(const interpreter::HostReply& reply) {
  Writer out;
  out.U8(reply.failed).Text(reply.value);
  WriteTypes(reply.types, out);
  out.Text(Cut(reply.error_type, kMaxTypeBytes)).Text(Cut(reply.message, kMaxTextBytes));
  return out.Take();
}

bool DecodeHostAnswer(std::string_view payload, interpreter::HostReply* reply) {
  Reader in(payload);
  reply->failed = in.Flag();
  reply->value = in.Text();
  ReadTypes(in, &reply->types);
  reply->error_type = in.Text(kMaxTypeBytes);
  reply->message = in.Text(kMaxTextBytes);
  return in.Done();
}

std::string EncodeStatus(const StatusRecord& record) {
  Writer out;
  out.U8(record.refusal ? static_cast<uint8_t>(*record.refusal) : 0);
  out.U32(static_cast<uint32_t>(record.exit.status)).U64(record.exit.cpu_microseconds);
  out.U64(record.exit.peak_memory_bytes);
  return out.Take();
}

bool DecodeStatus(std::string_view payload, StatusRecord* record) {
  Reader in(payload);
  const uint8_t refusal = in.U8();
  if (refusal > static_cast<uint8_t>(Refusal::kThread)) return false;
  record->refusal.reset();
  if (refusal != 0) record->refusal = static_cast<Refusal>(refusal);
  record->exit.status = static_cast<int32_t>(in.U32());
  record->exit.cpu_microseconds = in.U64();
  record->exit.peak_memory_bytes = in.U64();
  return in.Done();
}

bool SplitDatagram(std::string_view datagram, FrameType* type, std::string_view* payload) {
  if (datagram.size() < kHeaderBytes) return false;
  Reader in(datagram.substr(0, kHeaderBytes));
  const uint32_t size = in.U32();
  *type = static_cast<FrameType>(in.U8());
  *payload = datagram.substr(kHeaderBytes);
  return payload->size() == size;
}

size_t Assembler::Feed(std::string_view bytes) {
  size_t used = 0;
  if (state_ == State::kHeader) {
    used = std::min(kHeaderBytes - header_.size(), bytes.size());
    header_ += bytes.substr(0, used);
    bytes.remove_prefix(used);
    if (header_.size() < kHeaderBytes) return used;
    Reader in(header_);
    wanted_ = in.U32();
    type_ = in.U8();
    if (wanted_ > max_payload_) {
      state_ = State::kTooLarge;
      return used;
    }
    state_ = State::kPayload;
  }
  if (state_ == State::kPayload) {
    const size_t take = std::min(wanted_ - payload_.size(), bytes.size());
    payload_ += bytes.substr(0, take);
    used += take;
    if (payload_.size() == wanted_) state_ = State::kComplete;
  }
  return used;
}

size_t Assembler::Missing() const {
  if (state_ == State::kHeader) return kHeaderBytes - header_.size();
  return state_ == State::kPayload ? wanted_ - payload_.size() : 0;
}

void Assembler::Next(size_t max_payload) {
  max_payload_ = max_payload;
  state_ = State::kHeader;
  header_.clear();
  payload_.clear();
  wanted_ = 0;
  type_ = 0;
}

}  // namespace stockade::executor::wire
