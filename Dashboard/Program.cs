using Dashboard.Live;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddLive();
var app = builder.Build();
app.MapGet("/health", () => Results.Ok());
app.Run();
