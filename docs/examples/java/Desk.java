// Runs a skill in Java as a web service on this machine, by the handler that Lambda calls. One file, no library:
//   java -cp CLASSES docs/examples/java/Desk.java com.example.MyStreamHandler 8080
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

public class Desk {
    public static void main(String[] told) throws Exception {
        Object handler = Class.forName(told[0]).getDeclaredConstructor().newInstance();
        Method handle = Arrays.stream(handler.getClass().getMethods())
            .filter(each -> each.getName().equals("handleRequest") && each.getParameterCount() == 3)
            .filter(each -> each.getParameterTypes()[0] == InputStream.class)
            .findFirst().orElseThrow(() -> new IllegalArgumentException(told[0] + " is no RequestStreamHandler"));
        int port = told.length > 1 ? Integer.parseInt(told[1]) : 8080;
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            int status = 200;
            try {
                handle.invoke(handler, exchange.getRequestBody(), (OutputStream) answer, null);
            } catch (ReflectiveOperationException error) {
                Throwable cause = error.getCause() == null ? error : error.getCause();
                cause.printStackTrace();
                answer.writeBytes(cause.toString().getBytes("UTF-8"));
                status = 500;
            }
            exchange.sendResponseHeaders(status, answer.size() == 0 ? -1 : answer.size());
            exchange.getResponseBody().write(answer.toByteArray());
            exchange.close();
        });
        server.start();
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
