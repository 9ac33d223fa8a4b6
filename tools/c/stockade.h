/* Stockade in C: check, rewrite and run Python written by somebody else.
 *
 *   stockade_options* options = stockade_options_new();
 *   stockade_options_set(options, "rules", "judge", NULL);
 *   stockade_engine* engine = NULL;
 *   char* error = NULL;
 *   if (stockade_engine_new(options, &engine, &error) != STOCKADE_OK) { puts(error); ... }
 *   stockade_outcome* outcome = NULL;
 *   stockade_run(engine, "print(6 * 7)", 12, NULL, &outcome, &error);
 *   puts(stockade_outcome_verdict(outcome));                       // "ok"
 *
 * Handles are opaque; whoever makes one frees it with the function of its kind (NULL is fine). A
 * text that a function returns as `const char*` belongs to its handle and lives as long; one that
 * comes through a `char**` is the caller's, for stockade_string_free(). `error` may be NULL; it is
 * set when the status is not STOCKADE_OK and no other time. Sizes are bytes; texts are UTF-8 and
 * end with a NUL unless a size is given. No exception leaves the library, and no function ends the
 * process.
 *
 * An engine, a module and a cancel handle may be used by several threads at the same time, all
 * other handles by one at a time. Symbols carry the version STOCKADE_1: it changes when a function
 * changes what it takes or means; new functions, option keys and verdicts may come without that. */
#ifndef STOCKADE_H
#define STOCKADE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(STOCKADE_BUILDING_C_API)
#define STOCKADE_API __attribute__((visibility("default")))
#else
#define STOCKADE_API
#endif

#define STOCKADE_ABI_VERSION 1

typedef enum stockade_status {
  STOCKADE_OK = 0,
  STOCKADE_USAGE = 2,       /* the caller's mistake: an option, a name, JSON, a rule set */
  STOCKADE_CONFINEMENT = 3, /* this host cannot confine a run as it should */
  STOCKADE_INTERNAL = 70    /* a bug of Stockade, or no memory */
} stockade_status;

typedef enum stockade_severity {
  STOCKADE_SEVERITY_ERROR = 0,
  STOCKADE_SEVERITY_WARNING = 1,
  STOCKADE_SEVERITY_INFO = 2
} stockade_severity;

typedef struct stockade_options stockade_options;
typedef struct stockade_engine stockade_engine;
typedef struct stockade_report stockade_report;
typedef struct stockade_request stockade_request;
typedef struct stockade_cancel stockade_cancel;
typedef struct stockade_module stockade_module;
typedef struct stockade_outcome stockade_outcome;

/* The library's own, which may be newer than this header. */
STOCKADE_API const char* stockade_version(void);
STOCKADE_API uint32_t stockade_abi_version(void);

STOCKADE_API void stockade_string_free(char* text);

/* --- options of an engine. Keys:
 *   rules        a built-in name or a path ("default")
 *   toml         the text of a rule set, instead of `rules`
 *   wall, cpu    "250 ms", "2 s"            memory, output, result   "64 MiB"
 *   iterations   a whole number, 0: no budget
 *   guards       "proven" or "all"
 *   worker       the path of stockade-worker; "" finds it
 *   pool         workers kept warm (2)      most-running             runs at the same time (64)
 *   patience     how long a run waits for its turn ("30 s")
 *   require      a facility that must be in force; may be set several times */
STOCKADE_API stockade_options* stockade_options_new(void);
STOCKADE_API void stockade_options_free(stockade_options* options);
STOCKADE_API stockade_status stockade_options_set(stockade_options* options, const char* key,
                                                  const char* value, char** error);

/* --- engine: a rule set, and an executor that starts with the first run. Freeing it ends all of
 * its processes; runs that are under way must have ended, modules may outlive it. `options` may be
 * NULL and may be freed afterwards. */
STOCKADE_API stockade_status stockade_engine_new(const stockade_options* options,
                                                 stockade_engine** engine, char** error);
STOCKADE_API void stockade_engine_free(stockade_engine* engine);

/* --- check. A text that is no Python is a report with findings, not an error. */
STOCKADE_API stockade_status stockade_check(stockade_engine* engine, const char* source,
                                            size_t source_size, const char* path,
                                            stockade_report** report, char** error);
STOCKADE_API void stockade_report_free(stockade_report* report);
STOCKADE_API int stockade_report_is_clean(const stockade_report* report); /* no error in it */
STOCKADE_API size_t stockade_report_size(const stockade_report* report);

typedef struct stockade_finding {
  const char *code, *rule, *message, *help; /* help may be "" */
  stockade_severity severity;
  /* Lines and columns from 1 (columns in code points), bytes from 0; the end is exclusive. */
  uint32_t line, column, byte, end_line, end_column, end_byte;
} stockade_finding;

/* 0 if there is no such finding. */
STOCKADE_API int stockade_report_finding(const stockade_report* report, size_t index,
                                         stockade_finding* finding);
/* The report as `stockade check --format json` prints it. */
STOCKADE_API const char* stockade_report_json(const stockade_report* report);

/* --- rewrite: the program with RestrictedPython's guard names. If the rules refuse it, the status
 * is STOCKADE_OK, *text is NULL and *report says why; else *report is NULL. */
STOCKADE_API stockade_status stockade_rewrite(stockade_engine* engine, const char* source,
                                              size_t source_size, char** text,
                                              stockade_report** report, char** error);

/* --- what to run with the text. A request may be used for several runs, one at a time. */
STOCKADE_API stockade_request* stockade_request_new(void);
STOCKADE_API void stockade_request_free(stockade_request* request);
/* The function to call, with its arguments as JSON: a list, and an object for those by keyword.
 * NULL arguments are none. Checked when the request is used. */
STOCKADE_API void stockade_request_call(stockade_request* request, const char* function,
                                        const char* args_json, const char* kwargs_json);
/* The source is one expression; the outcome's value is its value. */
STOCKADE_API void stockade_request_expression(stockade_request* request);
STOCKADE_API void stockade_request_stdin(stockade_request* request, const char* bytes, size_t size);
STOCKADE_API void stockade_request_filename(stockade_request* request, const char* filename);
STOCKADE_API void stockade_request_argument(stockade_request* request, const char* argument);
/* A read-only file for open(); `name` is relative. */
STOCKADE_API void stockade_request_file(stockade_request* request, const char* name,
                                        const char* bytes, size_t size);
/* open(name, "w") makes files that come back with the outcome. */
STOCKADE_API void stockade_request_scratch(stockade_request* request);
/* Output as it arrives, in the thread that waits; stream 1 is stdout, 2 is stderr. */
typedef void (*stockade_output_function)(void* user, int stream, const char* bytes, size_t size);
STOCKADE_API void stockade_request_output(stockade_request* request,
                                          stockade_output_function function, void* user);
/* A function that the run may call, as "fetch(url, timeout=None)" declares it. The callback gets
 * the arguments as JSON (a list and an object) and answers with JSON in *answer, made by malloc();
 * or it returns non-zero with *answer a message: the call raises *error_type (NULL: RuntimeError),
 * a constant. It is called in the thread that waits for the run. */
typedef int (*stockade_host_function)(void* user, const char* args_json, const char* kwargs_json,
                                      char** answer, const char** error_type);
STOCKADE_API stockade_status stockade_request_host_function(stockade_request* request,
                                                            const char* signature,
                                                            stockade_host_function function,
                                                            void* user, char** error);
/* The cancel handle must outlive the runs of the request. */
STOCKADE_API void stockade_request_cancel(stockade_request* request, stockade_cancel* cancel);

STOCKADE_API stockade_cancel* stockade_cancel_new(void);
STOCKADE_API void stockade_cancel_free(stockade_cancel* cancel);
/* Runs that use the handle end with the verdict "cancelled". From any thread. */
STOCKADE_API void stockade_cancel_now(stockade_cancel* cancel);

/* --- runs. `request` may be NULL: a script. A submission that fails is an outcome; the status is
 * STOCKADE_OK whenever there is one. */
STOCKADE_API stockade_status stockade_run(stockade_engine* engine, const char* source,
                                          size_t source_size, const stockade_request* request,
                                          stockade_outcome** outcome, char** error);

/* A module whose body runs once. Calls of a prepared one start from that state and leave no trace;
 * calls of a session see what the calls before did. Of the request count argument, file, scratch,
 * host functions and filename; those of a call are call, stdin, output and cancel. */
STOCKADE_API stockade_status stockade_prepare(stockade_engine* engine, const char* source,
                                              size_t source_size, const stockade_request* request,
                                              stockade_module** module, char** error);
STOCKADE_API stockade_status stockade_session(stockade_engine* engine, const char* source,
                                              size_t source_size, const stockade_request* request,
                                              stockade_module** module, char** error);
STOCKADE_API stockade_status stockade_module_body(const stockade_module* module,
                                                  stockade_outcome** outcome, char** error);
STOCKADE_API stockade_status stockade_module_call(stockade_module* module,
                                                  const stockade_request* request,
                                                  stockade_outcome** outcome, char** error);
STOCKADE_API void stockade_module_free(stockade_module* module);

/* --- outcomes */
STOCKADE_API void stockade_outcome_free(stockade_outcome* outcome);
STOCKADE_API int stockade_outcome_is_ok(const stockade_outcome* outcome);
STOCKADE_API const char* stockade_outcome_verdict(const stockade_outcome* outcome); /* "ok" */
STOCKADE_API const char* stockade_outcome_meaning(const stockade_outcome* outcome);
/* The value as JSON; NULL if there is none. */
STOCKADE_API const char* stockade_outcome_value_json(const stockade_outcome* outcome);
STOCKADE_API const char* stockade_outcome_stdout(const stockade_outcome* outcome, size_t* size);
STOCKADE_API const char* stockade_outcome_stderr(const stockade_outcome* outcome, size_t* size);
/* NULL if the submission raised none. */
STOCKADE_API const char* stockade_outcome_exception(const stockade_outcome* outcome,
                                                    const char** message);
STOCKADE_API size_t stockade_outcome_file_count(const stockade_outcome* outcome);
/* The name and bytes of a file that the run wrote; NULL if there is no such file. */
STOCKADE_API const char* stockade_outcome_file(const stockade_outcome* outcome, size_t index,
                                               const char** bytes, size_t* size);
STOCKADE_API double stockade_outcome_wall_ms(const stockade_outcome* outcome);
STOCKADE_API double stockade_outcome_cpu_ms(const stockade_outcome* outcome);
STOCKADE_API uint64_t stockade_outcome_peak_memory_bytes(const stockade_outcome* outcome);
/* All of it, as `stockade run --format json` prints it. */
STOCKADE_API const char* stockade_outcome_json(const stockade_outcome* outcome);

#ifdef __cplusplus
}
#endif

#endif /* STOCKADE_H */
