global using Dashboard.Live;
