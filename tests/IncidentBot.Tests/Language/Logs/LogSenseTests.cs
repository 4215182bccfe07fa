using System.Diagnostics;
using IncidentBot.Language.Logs;

namespace IncidentBot.Tests.Language.Logs;

public sealed class LogSenseTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Theory]
    [InlineData("System.TimeoutException: The pool is empty\n   at Npgsql.Pool.Get(Int32 wait) in /src/Pool.cs:line 12\n   at Shop.Cart.Load()", "System.TimeoutException", "The pool is empty")]
    [InlineData("Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.\n   at Shop.Program.<Main>$(String[] args)", "System.NullReferenceException", "Object reference not set to an instance of an object.")]
    [InlineData("Exception in thread \"main\" java.lang.IllegalStateException: no broker\n\tat com.acme.Queue.send(Queue.java:40)\n\t... 3 more", "java.lang.IllegalStateException", "no broker")]
    [InlineData("com.acme.PaymentFailed\n\tat com.acme.Pay.go(Pay.java:7)", "com.acme.PaymentFailed", null)]
    [InlineData("seen in checkout:\nTraceback (most recent call last):\n  File \"/app/cart.py\", line 3, in total\n    return price * 2\nValueError: price is missing\nand so on", "ValueError", "price is missing")]
    [InlineData("TypeError: Cannot read properties of undefined (reading 'id')\n    at total (/app/cart.js:12:7)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)", "TypeError", "Cannot read properties of undefined (reading 'id')")]
    [InlineData("Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers\n    at new Response (node:internal/http:9:1)", null, null)]
    [InlineData("panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:8 +0x1d", "panic", "runtime error: index out of range [3] with length 3")]
    [InlineData("app/models/cart.rb:12:in 'total': undefined method 'price' for nil (NoMethodError)\n\tfrom app/x.rb:3:in 'go'", "NoMethodError", "undefined method 'price' for nil")]
    public void A_stack_trace_says_which_error_it_was(string text, string? error, string? message)
    {
        var found = LogSense.Read(text);

        Assert.Equal(error ?? "Error", found.Error);
        Assert.Equal(message ?? (error is null ? "Cannot set headers" : null), found.Message);
    }

    [Theory]
    [InlineData($$"""{"@t":"2026-03-02T09:00:00Z","@l":"Error","@mt":"It failed","@tr":"{{Trace}}","RequestId":"0HN1:0001","Application":"checkout"}""", null, "checkout", "0HN1:0001", Trace)]
    [InlineData("{\"level\":\"error\",\"msg\":\"no\",\"service\":{\"name\":\"cart\"},\"trace\":{\"id\":\"" + Trace + "\"},\"error\":{\"type\":\"TimeoutError\",\"message\":\"slow\"},\"http\":{\"request\":{\"id\":\"r-77\"}}}", "TimeoutError", "cart", "r-77", Trace)]
    [InlineData($$"""checkout-7f | {"severity":"ERROR","logging.googleapis.com/trace":"projects/acme/traces/{{Trace}}","message":"x"}""", null, null, null, Trace)]
    [InlineData("""{"level":50,"reqId":"req-1","err":{"type":"TypeError","stack":"TypeError: x"},"name":"cart"}""", "TypeError", null, "req-1", null)]
    [InlineData($$"""{"exception":"System.TimeoutException: slow\n   at Shop.Cart.Load()","traceparent":"00-{{Trace}}-00f067aa0ba902b7-01"}""", "System.TimeoutException", null, null, Trace)]
    [InlineData($$"""time=2026-03-02T09:00:00Z level=error msg="pool empty" service=cart trace_id={{Trace}} request_id=abc-1""", null, "cart", "abc-1", Trace)]
    [InlineData("level=error err.type=PoolError msg=x app=cart", "PoolError", "cart", null, null)]
    [InlineData($$"""look at trace_id={{Trace}}, it is slow""", null, null, null, Trace)]
    [InlineData("customers see 500s (request_id=7f3a-22)", null, null, "7f3a-22", null)]
    public void A_structured_line_says_whose_it_is(string text, string? error, string? service, string? request, string? trace)
    {
        var found = LogSense.Read(text);
        Assert.Equal((error, service, request, trace), (found.Error, found.Service, found.Request, found.Trace));
    }

    [Theory]
    [InlineData("Checkout returns 500s since 16:05")]
    [InlineData("Timeline\nat 16:05 (UTC) we rolled back\nat 16:10 it was fine")]
    [InlineData("a=b and c=d, service=cart")]
    [InlineData("TypeError is what they see")]
    [InlineData("{not json} {\"a\":1}")]
    [InlineData("{\"message\":\"hello\",\"service\":\"cart\"}")]
    [InlineData("Traceback (most recent call last):\n  nothing below")]
    [InlineData("trace_id=<script>alert(1)</script>")]
    [InlineData("trace_id=null")]
    public void Other_words_are_no_log(string text) => Assert.Equal(LogFinding.Nothing, LogSense.Read(text));

    [Fact]
    public void It_is_said_in_one_bounded_line()
    {
        Assert.Equal(
            $"TimeoutError in cart, request r-11, trace {Trace}: “slow”",
            LogSense.Read($$"""{"error":{"type":"TimeoutError","message":"slow"},"service":"cart","request_id":"r-11","trace_id":"{{Trace}}"}""").InWords());
        Assert.True(LogSense.Read("System.A1Exception: " + new string('x', 5000) + "\n   at A.B.C()").InWords().Length < 300);
    }

    [Fact]
    public void What_people_paste_is_read_in_time_whatever_it_is()
    {
        var watch = Stopwatch.StartNew();
        foreach (var text in new[] { new string('=', 1 << 20), new string('{', 1 << 20), string.Concat(Enumerable.Repeat("a=\"", 1 << 18)), string.Concat(Enumerable.Repeat("at a.b(\n", 1 << 17)), string.Concat(Enumerable.Repeat("panic: \n", 1 << 17)), string.Concat(Enumerable.Repeat("{\"a\":", 1 << 17)) })
            LogSense.Read(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData(Trace, Trace)]
    [InlineData($"00-{Trace}-00f067aa0ba902b7-01", Trace)]
    [InlineData($"projects/acme/traces/{Trace}", Trace)]
    [InlineData("1-5759e988-bd862e3fe1be46a994272793", "1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData(" 0HN1V:00000001 ", "0HN1V:00000001")]
    public void An_id_is_read_in_its_forms(string text, string id)
    {
        Assert.True(TraceId.TryRead(text, out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("a b c d")]
    [InlineData("../../etc/passwd")]
    [InlineData("a|b|c")]
    [InlineData("x?y=1&z=2")]
    [InlineData("<https://evil.example>")]
    [InlineData("----")]
    [InlineData(null)]
    public void What_could_do_something_in_an_address_is_no_id(string? text) => Assert.False(TraceId.TryRead(text, out _));

    [Fact]
    public void A_long_id_is_none() => Assert.False(TraceId.TryRead(new string('a', TraceId.Longest + 1), out _));
}
